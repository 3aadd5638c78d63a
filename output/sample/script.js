// Sorting, filtering and copying for every table that has data-tool; without it a page shows the same, as it was made.
(() => {
"use strict";
const severities = ["critical", "error", "warning", "notice"];
const collator = new Intl.Collator("en", { numeric: true });
// Numbers as this report writes them: the page says what its decimal sign is, and any other sign between digits groups.
const decimal = document.querySelector("meta[name=decimal]")?.content || ".";
const separator = document.querySelector("meta[name=grouping]")?.content ?? ",";
const digits = value => value.replace(/[+\-−\d]/g, "").replaceAll(decimal, "").trim();
const numeric = { test: value => /^[+\-−]?\d/.test(value) && /\d$/.test(value) && /^[.,'’\s]*$/.test(digits(value)) };
const numberOf = value => parseFloat(value.replace("−", "-").replaceAll(decimal, "~").replace(/[^\d~+-]/g, "").replace("~", "."));
const tools = [];
const rowsAtOnce = 200;
const choicesAtOnce = 60;

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const words = node => node.textContent.replaceAll("\u200b", "").replace(/\s+/g, " ").trim();
const valueOf = cell => {
  if (!cell) return "";
  const time = cell.childElementCount === 1 && cell.firstElementChild.closest("time");
  return cell.dataset.v ?? (time ? time.dateTime : words(cell));
};

// Numbers before texts before nothing, severities by their rank, texts with the numbers in them as numbers.
const keyOf = value => {
  const rank = severities.indexOf(value);
  if (rank > -1) return { kind: 0, number: rank };
  if (numeric.test(value)) return { kind: 0, number: numberOf(value) };
  return value === "" ? { kind: 2, number: 0 } : { kind: 1, text: value };
};
const compare = (one, other) => one.kind === 1 ? collator.compare(one.text, other.text) : one.number - other.number;

const group = number => String(number).replace(/\B(?=(\d{3})+$)/g, separator);

// A cell that a spreadsheet would take for a formula is quoted, as in the CSV files.
const plain = value => {
  if (numeric.test(value)) return value;
  return /^[=+\-@]/.test(value) ? "'" + value : value;
};

class Tool {
  constructor(table, number) {
    this.table = table;
    this.name = table.id || "table-" + number;
    this.can = new Set(table.dataset.tool.split(/\s+/));
    this.isGrouped = Array.from(table.tBodies).some(it => it.id !== "") || table.tBodies.length > 1;
    this.columns = Array.from(table.tHead.rows[table.tHead.rows.length - 1].cells, (head, place) => ({
      head, place, label: words(head), name: words(head).toLowerCase().replace(/[^a-z0-9]+/g, "-"),
      filter: head.dataset.filter, isNumber: head.classList.contains("number"), value: "", keys: new Map() }));
    this.units = this.read();
    this.text = "";
    this.sort = null;
    this.message = make("span", { className: "count", role: "status" });
    if (this.can.has("sort")) this.addSorting();
    if (this.can.has("copy")) this.addCopying();
    this.addBar();
    this.show();
  }

  // The rows of the table, which are all there are.
  read() {
    const rows = this.isGrouped ? this.table.tBodies : this.table.tBodies[0].rows;
    return Array.from(rows, element => {
      const lines = this.isGrouped ? [...element.rows] : [element];
      const cells = lines[0].cells;
      return { element, lines, values: this.columns.map(column => valueOf(cells[column.place])) };
    });
  }

  value(unit, column) { return unit.values[column.place]; }
  textOf(unit) { return unit.text ??= unit.lines.map(words).join(" ").toLowerCase(); }
  cells(unit) { return unit.lines.flatMap(line => Array.from(line.cells, words)); }
  unitOf(button) { return this.units.find(unit => unit.element.contains(button)); }

  key(unit, column) {
    const value = this.value(unit, column);
    let key = column.keys.get(value);
    if (!key) column.keys.set(value, key = keyOf(value));
    return key;
  }

  addSorting() {
    for (const column of this.columns) {
      const button = make("button", { type: "button", className: "sort" }, ...column.head.childNodes);
      column.head.append(button);
      button.addEventListener("click", () => this.turn(column));
    }
  }

  // First the direction in which one looks, then the other, then as it was.
  turn(column) {
    const first = column.isNumber ? -1 : 1;
    const current = this.sort?.column === column ? this.sort.direction : 0;
    this.sort = current === 0 ? { column, direction: first } : current === first ? { column, direction: -first } : null;
    this.show();
    this.remember();
  }

  addCopying() {
    for (const unit of this.units) if (unit.lines) this.addHandle(unit.lines[0].cells[0]);
    this.table.addEventListener("click", event => {
      const button = event.target.closest("button.copy");
      if (button) this.copy([this.unitOf(button)], button);
    });
  }

  addHandle(cell) {
    (cell.querySelector(".handle") ?? cell).append(" ", make("button", { type: "button", className: "copy", ariaLabel: "Copy row " + words(cell) }));
  }

  addBar() {
    if (!this.can.has("filter")) if (!this.can.has("copy")) return;
    const parts = [];
    if (this.can.has("filter")) {
      this.search = make("input", { type: "search", autocomplete: "off", spellcheck: false });
      this.search.addEventListener("input", () => this.filter(() => { this.text = this.search.value.trim(); }));
      parts.push(make("label", {}, make("span", {}, "Text"), this.search));
      for (const column of this.columns) if (column.filter) parts.push(this.control(column));
      if (this.can.has("sort")) parts.push(this.sortingForCards());
      this.reset = make("button", { type: "button" }, "Show all");
      this.reset.addEventListener("click", () => { this.apply(new Map()); this.remember(); this.search.focus(); });
      parts.push(this.reset);
    }
    if (this.can.has("copy")) {
      const all = make("button", { type: "button" }, "Copy rows");
      all.addEventListener("click", () => this.copy(this.shown, all));
      parts.push(all);
    }
    const caption = this.table.caption;
    const bar = make("div", { className: "tools", role: "group" }, ...parts, this.message);
    bar.setAttribute("aria-label", "Tools for the table: " + (caption ? words(caption) : this.name));
    (this.table.closest(".scroll") ?? this.table).before(bar);
  }

  // Where rows are cards there are no headings to click.
  sortingForCards() {
    const options = this.columns.flatMap(({ name, label }) => [
      make("option", { value: name }, label + ", up"), make("option", { value: "-" + name }, label + ", down")]);
    this.order = make("select", {}, make("option", { value: "" }, "as made"), ...options);
    this.order.addEventListener("input", () => { this.sort = this.sorting(this.order.value); this.show(); this.remember(); });
    return make("label", { className: "sorting" }, make("span", {}, "Sort"), this.order);
  }

  sorting(text) {
    const column = this.columns.find(it => it.name === text.replace(/^-/, ""));
    return column ? { column, direction: text.startsWith("-") ? -1 : 1 } : null;
  }

  get sortText() { return this.sort ? (this.sort.direction === 1 ? "" : "-") + this.sort.column.name : ""; }

  control(column) {
    const label = column.filter === "least" ? column.label + " at least" : column.label;
    column.control = column.filter === "least" ? make("input", { type: "text", inputMode: "decimal", className: "amount" })
      : this.choices(column);
    column.control.addEventListener("input", () => this.filter(() => { column.value = column.control.value.trim(); }));
    return make("label", {}, make("span", {}, label), column.control);
  }

  // A list of the values that there are; when there are many, a field that suggests them once somebody comes to it.
  choices(column) {
    const few = this.valuesOf(column, choicesAtOnce);
    if (few.size <= choicesAtOnce) return make("select", {}, make("option", { value: "" }, "all"), ...this.options(few));
    const list = make("datalist", { id: this.name + "-" + column.name });
    const input = make("input", { type: "text", autocomplete: "off" });
    input.setAttribute("list", list.id);
    input.addEventListener("focus", () => list.append(...this.options(this.known(column)).slice(0, 2000)), { once: true });
    this.table.before(list);
    return input;
  }

  // The values that a column has; when there are more than so many, one more than these.
  valuesOf(column, most) {
    const values = new Set();
    for (const unit of this.units) {
      const value = this.value(unit, column);
      if (value !== "") values.add(value);
      if (values.size > most) break;
    }
    return values;
  }

  known(column) { return column.known ??= this.valuesOf(column, Infinity); }

  options(values) {
    const keys = Array.from(values, value => ({ value, ...keyOf(value) }));
    keys.sort((one, other) => one.kind - other.kind || compare(one, other));
    return keys.map(key => make("option", { value: key.value }, key.value));
  }

  filter(change) {
    change();
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.show());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.remember(), 250);
  }

  has(unit, column, least) {
    if (column.value === "") return true;
    if (column.filter === "least") {
      const key = this.key(unit, column);
      return least === null || (key.kind === 0 && key.number >= least);
    }
    const value = this.value(unit, column);
    return this.known(column).has(column.value) ? value === column.value : value.includes(column.value);
  }

  show() {
    const needles = this.text.toLowerCase().split(/\s+/).filter(word => word !== "");
    const filters = this.columns.filter(column => column.filter && column.value !== "").map(column => {
      const least = column.filter === "least" && numeric.test(column.value) ? numberOf(column.value) : null;
      column.control.ariaInvalid = column.filter === "least" && least === null ? "true" : null;
      return { column, least };
    });
    for (const column of this.columns) if (column.control && column.value === "") column.control.ariaInvalid = null;
    this.shown = this.units.filter(unit => filters.every(({ column, least }) => this.has(unit, column, least))
      && needles.every(word => this.textOf(unit).includes(word)));
    this.present();
    for (const column of this.columns) {
      const direction = this.sort?.column === column ? this.sort.direction : 0;
      if (direction === 0) column.head.removeAttribute("aria-sort");
      else column.head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
    }
    if (this.order) this.order.value = this.sortText;
    const [count, all] = [this.shown.length, this.units.length];
    this.table.classList.toggle("filtered", count !== all);
    this.message.textContent = (count === all ? group(all) : group(count) + " of " + group(all)) + (all === 1 ? " row" : " rows");
  }

  sorted(units) {
    if (!this.sort) return units;
    const { column, direction } = this.sort;
    const keyed = units.map((unit, place) => ({ unit, place, key: this.key(unit, column) }));
    keyed.sort((one, other) => one.key.kind - other.key.kind || direction * compare(one.key, other.key) || one.place - other.place);
    return keyed.map(it => it.unit);
  }

  // Hides what is not shown, and moves rows only when the order is another.
  present() {
    const shown = new Set(this.shown);
    for (const unit of this.units) if (unit.element.hidden === shown.has(unit)) unit.element.hidden = !shown.has(unit);
    this.shown = this.sorted(this.shown);
    if (this.arranged === this.sort) return;
    this.arranged = this.sort;
    (this.isGrouped ? this.table : this.table.tBodies[0]).append(...this.sorted(this.units).map(unit => unit.element));
  }

  async copy(units, button) {
    const heads = units.length === 1 ? [] : [this.columns.map(column => column.label)];
    const rows = units.map(unit => this.cells(unit));
    const text = [...heads, ...rows].map(row => row.map(plain).join("\t")).join("\r\n");
    const done = await put(text);
    const what = units.length === 1 ? "Row" : group(units.length) + " rows";
    this.message.textContent = done ? what + " copied" : "The browser does not let this page copy";
    button.classList.toggle("done", done);
    setTimeout(() => { button.classList.remove("done"); this.show(); }, 2500);
  }

  // What the address says of this table: name of a field, and its value.
  state() {
    const fields = new Map();
    if (this.text) fields.set("text", this.text);
    for (const column of this.columns) if (column.value) fields.set(column.name, column.value);
    if (this.sort) fields.set("sort", this.sortText);
    return fields;
  }

  apply(fields) {
    this.text = this.search ? fields.get("text") ?? "" : "";
    if (this.search) this.search.value = this.text;
    for (const column of this.columns) {
      if (!column.control) continue;
      column.control.value = fields.get(column.name) ?? "";
      column.value = column.control.value;
    }
    this.sort = this.can.has("sort") ? this.sorting(fields.get("sort") ?? "") : null;
    this.show();
  }

  remember() {
    const all = tools.flatMap(tool => [...tool.state()].map(([field, value]) =>
      encodeURIComponent(tool.name + "." + field) + "=" + encodeURIComponent(value)));
    const here = location.pathname + location.search;
    if (all.length > 0) history.replaceState(null, "", "#" + all.join(";"));
    else if (location.hash.includes("=")) history.replaceState(null, "", here);
  }
}

// All findings of the report, from findings.js, of which the table has the first: so many rows at once as can be looked at.
// What was found in words comes later, from explanations.js; until then the table stays as it is while all is shown.
class IndexTool extends Tool {
  read() {
    this.data = {};
    for (const column of this.columns) column.field = column.head.dataset.column ?? column.name;
    this.limit = rowsAtOnce;
    this.more = make("button", { type: "button", className: "more" });
    this.more.addEventListener("click", () => { this.limit += rowsAtOnce; this.show(); });
    (this.table.closest(".scroll") ?? this.table).after(make("p", { className: "tools" }, this.more));
    const note = document.getElementById("note");
    if (note) note.textContent = "All findings, the largest first.";
    return Array.from({ length: findingsIndex.count }, (_, place) => ({ place }));
  }

  // A column is cut into its values when they are asked for, and of most nobody asks for more than those of the first rows.
  field(unit, name) {
    const known = this.data[name];
    if (known !== undefined && unit.place < known.length) return known[unit.place];
    const text = findingsIndex[name] ?? (this.hasTexts() ? findingsTexts[name] : undefined);
    if (text === undefined) return "";
    this.data[name] = text.split("\n", unit.place < rowsAtOnce ? rowsAtOnce : undefined);
    return this.data[name][unit.place] ?? "";
  }

  hasTexts() { return typeof findingsTexts !== "undefined"; }

  takeTexts() {
    this.changed = true;
    for (const unit of this.units) unit.text = undefined;
    this.show();
  }
  value(unit, column) { return this.field(unit, column.field); }
  textOf(unit) { return unit.text ??= this.cells(unit).join(" ").toLowerCase(); }
  cells(unit) { return this.columns.map(column => this.value(unit, column)); }
  unitOf(button) { return this.units[button.closest("tr").dataset.place]; }

  filter(change) {
    this.limit = rowsAtOnce;
    super.filter(change);
  }

  present() {
    this.shown = this.sorted(this.shown);
    this.changed ||= this.hasTexts() || this.sort !== null || this.shown.length < this.units.length;
    if (!this.changed) {
      this.more.hidden = true;
      return;
    }
    this.table.tBodies[0].replaceChildren(...this.shown.slice(0, this.limit).map(unit => this.row(unit)));
    const rest = this.shown.length - this.limit;
    this.more.hidden = !(rest > 0);
    this.more.textContent = "Show more: " + group(rest) + " are left";
    label();
  }

  // Beside this page; none for a finding that is on no page.
  address(unit) {
    const page = this.field(unit, "page");
    const file = this.field(unit, "rule") + (page === "1" ? "" : "-" + page) + ".html";
    return page && file + "#f-" + this.field(unit, "id");
  }

  row(unit) {
    const row = make("tr", {}, ...this.columns.map(column => this.cell(unit, column)));
    row.dataset.place = unit.place;
    if (this.can.has("copy")) this.addHandle(row.cells[0]);
    return row;
  }

  cell(unit, column) {
    const value = this.value(unit, column);
    const link = (address, text, root) => address ? make("a", { href: root + address }, text) : text;
    switch (column.field) {
      case "key":
        return make("th", { scope: "row", className: "value" }, link(this.address(unit), make("bdi", {}, value), ""));
      case "rule": return make("td", { className: "name" }, value);
      case "severity": return make("td", {}, make("span", { className: "badge " + value }, value));
      case "client": return make("td", { className: "value" }, link(this.field(unit, "clientPage"), value, "../"));
      case "impact": return make("td", { className: "number impact" }, value);
      case "explanation": {
        const page = this.field(unit, "aboutPage");
        return make("td", { className: "story" }, ...(page ? [link(page, this.field(unit, "about"), "../"), " "] : []), value);
      }
      default: return make("td", { className: column.isNumber ? "number" : "" }, value);
    }
  }
}

const decode = text => {
  try { return decodeURIComponent(text); } catch { return text; }
};

const put = async text => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = make("textarea", { className: "away", value: text });
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
};

// An address either says how tables are shown, or names a place; a row that it names is not hidden by a filter.
const follow = () => {
  const hash = location.hash.slice(1);
  if (hash.includes("=")) {
    const fields = hash.split(";").map(part => part.split("=").map(decode));
    for (const tool of tools) {
      const own = fields.filter(([name]) => name.startsWith(tool.name + "."));
      tool.apply(new Map(own.map(([name, value]) => [name.slice(tool.name.length + 1), value ?? ""])));
    }
    return;
  }
  const place = hash ? document.getElementById(hash) : null;
  for (const tool of tools) {
    const unit = place ? tool.units.find(it => it.element?.contains(place)) : null;
    if (unit?.element.hidden) { tool.apply(new Map()); place.scrollIntoView(); }
  }
};

// Where rows are cards, each cell says of what column it is, and the table is still one to a screen reader.
const narrow = matchMedia("screen and (max-width: 37.5rem)");
const label = () => {
  if (!narrow.matches) return;
  for (const table of document.querySelectorAll("table:not(.bars, [role]:not([role=table]), :has(thead tr + tr))")) {
    const labels = Array.from(table.tHead?.rows[0]?.cells ?? [], words);
    table.setAttribute("role", "table");
    for (const part of [table.tHead, table.tFoot, ...table.tBodies]) part?.setAttribute("role", "rowgroup");
    for (const row of table.rows) {
      row.setAttribute("role", "row");
      for (const cell of row.cells) {
        cell.setAttribute("role", cell.scope === "row" ? "rowheader" : cell.scope ? "columnheader" : "cell");
        if (cell.colSpan === 1 && cell.localName === "td" && row.parentElement.localName === "tbody") cell.dataset.label = labels[cell.cellIndex] ?? "";
      }
    }
  }
};
narrow.addEventListener("change", label);

// A table of which there is an index waits for it, and shows meanwhile what it has.
let number = 0;
for (const table of document.querySelectorAll("table[data-tool]")) {
  number += 1;
  if (!table.tHead || table.tBodies.length === 0) continue;
  const place = number;
  const index = table.dataset.tool.includes("index") ? document.querySelector("script[data-index]") : null;
  const begin = kind => {
    const tool = new kind(table, place);
    tools.push(tool);
    follow();
    label();
    return tool;
  };
  const beginIndex = () => {
    const tool = begin(IndexTool);
    const texts = tool.hasTexts() ? null : document.querySelector("script[data-texts]");
    for (const event of ["load", "error"]) texts?.addEventListener(event, () => tool.takeTexts());
  };
  if (!index) begin(Tool);
  else if (typeof findingsIndex !== "undefined") beginIndex();
  else {
    index.addEventListener("load", beginIndex);
    index.addEventListener("error", () => begin(Tool));
  }
}
addEventListener("hashchange", follow);
follow();
label();
})();
