// Asks for each of many parts by another spelling than that of its key. Prints how many were found, and how often all
// of the parts were walked for that.
import { partFor } from "./cloudreve.js";

const names = Array.from(
  { length: Number(process.argv[2]) },
  (_, name) => name,
);
const parts = Object.fromEntries(
  names.map((name) => [`cloudreve://my/a%20${name}`, { code: 40016, msg: "" }]),
);

let walks = 0;
const counted = new Proxy(parts, {
  ownKeys(target) {
    walks += 1;
    return Reflect.ownKeys(target);
  },
});
for (const name of ["keys", "values", "entries", "forEach", Symbol.iterator]) {
  const walk = Map.prototype[name];
  Map.prototype[name] = function (...given) {
    walks += 1;
    return walk.apply(this, given);
  };
}

const response = { code: 40081, aggregated_error: counted, msg: "" };
const found = names.filter((name) => {
  const part = partFor(response, `cloudreve://my/a ${name}/`);
  return part === parts[`cloudreve://my/a%20${name}`];
});
console.log(found.length, walks);
