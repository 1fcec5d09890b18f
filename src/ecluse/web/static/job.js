"use strict";
// The page of an order book: each event moves the bar, the end loads the report.
const place = document.getElementById("job");
if (place && window.EventSource) {
  const bar = document.getElementById("bar");
  const stream = new EventSource(place.dataset.events);
  const moved = (event) => {
    const job = JSON.parse(event.data);
    if (job.total > 1) { bar.max = job.total; bar.value = job.done; }
    else bar.removeAttribute("value");
  };
  const ended = () => { stream.close(); location.reload(); };
  let stage = null;
  stream.addEventListener("running", (event) => {
    const now = JSON.parse(event.data).stage;
    if (stage !== null && now !== stage) return ended();
    stage = now;
    moved(event);
  });
  for (const name of ["done", "failed", "removed"]) stream.addEventListener(name, ended);
}
