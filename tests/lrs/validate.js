// Reads statements as a JSON array and prints what xapi-validation says against them, a line each.
const validate = require(process.argv[2]).default;
let text = "";
process.stdin.on("data", (piece) => (text += piece));
process.stdin.on("end", () => {
  for (const statement of JSON.parse(text)) {
    for (const warning of validate(statement)) {
      console.log(statement.id, warning.path.join("."), warning.typeName || warning.name);
    }
  }
});
