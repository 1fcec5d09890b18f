"use strict";
// The editor of scenarios: checks the text a moment after it was typed, by the form's own address.
(() => {
  const form = document.getElementById("editor");
  const text = document.getElementById("text");
  let waiting;
  let asked = 0;
  let counts = false; // whoever has asked for the answers that change sees them follow the text
  const check = async () => {
    const number = ++asked;
    const sent = new URLSearchParams({ text: text.value });
    counts ||= document.querySelector("#result [data-counted]") !== null;
    if (counts) sent.set("count", "yes");
    try {
      const reply = await fetch(form.action, { method: "POST", body: sent });
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const result = page.getElementById("result") ?? page.querySelector(".mistake");
      if (number === asked && result) document.getElementById("result").replaceChildren(...result.childNodes);
    } catch {
      // The button asks again.
    }
  };
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(check, 500);
  });
})();
