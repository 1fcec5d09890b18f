"use strict";
// The slider of the map: shows the drawing of a day; goes to the page of that day where the page
// holds one drawing alone.
(() => {
  const slider = document.getElementById("stop");
  const stops = JSON.parse(slider.dataset.stops);
  const whole = slider.dataset.whole === "yes";
  const only = (name, number) => {
    for (const part of document.querySelectorAll(`[data-${name}]`)) {
      part.toggleAttribute("hidden", part.dataset[name] !== String(number));
    }
  };
  const address = (day) => {
    const to = new URL(location.href);
    to.searchParams.set("on", day);
    return to;
  };
  const show = () => {
    const [day, words, drawing, chips] = stops[slider.value];
    slider.setAttribute("aria-valuetext", words);
    document.getElementById("stop-day").textContent = words;
    if (!whole) return;
    only("drawing", drawing);
    only("chips", chips);
    for (const part of document.querySelectorAll(".map-day")) part.textContent = words;
    history.replaceState(null, "", address(day));
  };
  slider.addEventListener("input", show);
  slider.addEventListener("change", () => {
    if (!whole) location.assign(address(stops[slider.value][0]));
  });
  document.getElementById("slider").hidden = false;
})();
