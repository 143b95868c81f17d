export default {
  input: "api.json",
  output: "generated",
  plugins: [
    {
      name: "@hey-api/typescript",
      enums: { mode: "javascript", case: "preserve" },
    },
  ],
};
