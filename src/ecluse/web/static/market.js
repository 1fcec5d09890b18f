"use strict";
// The page of a market: a slider over the choices of a control, and the answer without a reload, by
// the form's own address.
(() => {
  const form = document.getElementById("market");
  const told = document.getElementById("told");
  const result = document.getElementById("result");
  let waiting;
  let asked = 0;
  const ask = async () => {
    const number = ++asked;
    result.setAttribute("aria-busy", "true");
    try {
      const reply = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`);
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      if (number !== asked) return;
      const found = page.getElementById("result") ?? page.querySelector("main");
      result.replaceChildren(...found.childNodes);
      told.replaceChildren(...(page.getElementById("told")?.childNodes ?? []));
      if (reply.ok) history.replaceState(null, "", reply.url);
    } catch {
      // The button asks again.
    } finally {
      if (number === asked) result.removeAttribute("aria-busy");
    }
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  };
  for (const place of form.querySelectorAll("[data-slides]")) {
    const select = place.querySelector("select");
    const slider = place.querySelector("input");
    const own = [...(select.querySelector("optgroup") ?? select).querySelectorAll("option")];
    const whole = own.length === select.options.length;
    const say = () => {
      const text = own[slider.value].textContent;
      slider.setAttribute("aria-valuetext", text);
      place.querySelector("output").textContent = text;
    };
    slider.addEventListener("input", () => {
      own[slider.value].selected = true;
      say();
      soon();
    });
    select.addEventListener("input", () => {
      const at = own.indexOf(select.selectedOptions[0]);
      if (at >= 0) slider.value = at;
      say();
    });
    place.querySelector(".slider").hidden = false;
    if (whole) for (const part of [select, place.querySelector("label")]) part.hidden = true;
  }
  form.addEventListener("input", soon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
})();
