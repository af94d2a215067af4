/* The calendar of a year: a planned audit is dragged to other days, and the sheet that postpones it opens with them. */
(() => {
  "use strict";

  const calendar = document.querySelector("[data-year]");
  if (!calendar) {
    return;
  }
  const perDay = Number(calendar.dataset.perDay);
  let held = null;

  const moved = (text, days) => {
    const day = new Date(`${text}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + days);
    return day.toISOString().slice(0, 10);
  };

  const ask = (bar, days) => {
    const link = document.createElement("a");
    link.dataset.sheet = "";
    link.hidden = true;
    const dates = { planned_start: moved(bar.dataset.first, days), planned_end: moved(bar.dataset.last, days) };
    link.href = `${bar.dataset.move}?${new URLSearchParams(dates)}`;
    calendar.append(link);
    link.click();
    link.remove();
  };

  calendar.addEventListener("dragstart", (event) => event.preventDefault());

  calendar.addEventListener("pointerdown", (event) => {
    const bar = event.target.closest?.("[data-move]");
    if (bar && event.button === 0) {
      held = { bar, from: event.clientX, days: 0 };
      bar.setPointerCapture(event.pointerId);
    }
  });

  calendar.addEventListener("pointermove", (event) => {
    if (!held) {
      return;
    }
    held.days = Math.round((event.clientX - held.from) / perDay);
    held.bar.dataset.state = "held";
    held.bar.setAttribute("transform", `translate(${held.days * perDay} 0)`);
  });

  const drop = (event) => {
    if (!held) {
      return;
    }
    const { bar, days } = held;
    held = null;
    bar.removeAttribute("transform");
    delete bar.dataset.state;
    if (days && event.type === "pointerup") {
      bar.addEventListener("click", (click) => click.preventDefault(), { once: true });
      ask(bar, days);
    }
  };
  calendar.addEventListener("pointerup", drop);
  calendar.addEventListener("pointercancel", drop);
})();
