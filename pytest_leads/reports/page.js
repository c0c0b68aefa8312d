"use strict";
(() => {
  const links = [...document.querySelectorAll(".matrix td a")];
  let at = -1;

  const behind = (link) => document.getElementById(link.hash.slice(1));

  const remember = (hash) => {
    try {
      history.replaceState(null, "", hash || location.pathname + location.search);
    } catch { /* some browsers forbid it in files */ }
  };

  const open = (index) => {
    const before = links[at] && behind(links[at]);
    at = index;
    if (before && before.open) before.close();
    const dialog = behind(links[index]);
    if (dialog.open) dialog.close();
    equip(dialog);
    dialog.showModal();
    dialog.scrollTop = 0;
    remember(links[index].hash);
  };

  const go = (by) => {
    const next = at + by;
    if (next >= 0 && next < links.length) open(next);
  };

  const button = (text, by) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", () => go(by));
    return made;
  };

  const equip = (dialog) => {
    if (links.length < 2 || dialog.querySelector("button")) return;
    dialog.querySelector(".close").before(button("Previous", -1), button("Next", 1));
  };

  /* The next link in a direction; a table is read in rows and columns. */
  const neighbour = (link, key) => {
    const cell = link.closest("td");
    const column = cell.cellIndex;
    const along = { ArrowLeft: "previousElementSibling", ArrowRight: "nextElementSibling" }[key];
    if (along) {
      let other = cell[along];
      while (other && !other.querySelector("a")) other = other[along];
      return other && other.querySelector("a");
    }
    const beyond = key === "ArrowUp" ? "previousElementSibling" : "nextElementSibling";
    let row = cell.parentElement[beyond];
    while (row && !row.cells[column].querySelector("a")) row = row[beyond];
    return row && row.cells[column].querySelector("a");
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".matrix td a");
    const close = event.target.closest(".close");
    if (link) {
      event.preventDefault();
      open(links.indexOf(link));
    } else if (close && close.closest("dialog").open) {
      event.preventDefault();
      close.closest("dialog").close();
    } else if (event.target.matches("dialog:modal")) {
      const box = event.target.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right
        && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) event.target.close();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (!event.key.startsWith("Arrow") || event.altKey || event.ctrlKey || event.metaKey) return;
    const dialog = document.querySelector("dialog:modal");
    if (dialog) {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
        event.preventDefault();
        go(event.key === "ArrowLeft" ? -1 : 1);
      }
      return;
    }
    const link = event.target.closest && event.target.closest(".matrix td a");
    const next = link && neighbour(link, event.key);
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });

  document.addEventListener("close", (event) => {
    if (links[at] && event.target === behind(links[at])) {
      links[at].focus();
      remember("");
    }
  }, true);

  const follow = () => {
    const linked = links.findIndex((link) => link.hash === location.hash);
    if (linked >= 0) open(linked);
  };
  window.addEventListener("hashchange", follow);
  follow();
})();
