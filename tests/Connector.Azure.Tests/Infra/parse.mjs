// Reads [{ path: text }] from stdin and writes [{ path: syntax tree }] to stdout.
// A node: k kind, f field in its parent, s and e offsets in the text, l line, n named, b bad (error or missing), x children.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';

const grammar = createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));

// The grammar knows no parameter files: their "param x = 1" is given to it as "var   x = 1", which has the same length.
const readable = (path, text) => path.endsWith('.bicepparam') ? text.replace(/^param (?=\s*\w+\s*=)/gm, 'var   ') : text;

const shape = (node, field) => ({
  k: node.type,
  ...(field && { f: field }),
  s: node.startIndex,
  e: node.endIndex,
  l: node.startPosition.row + 1,
  ...(node.isNamed && { n: true }),
  ...((node.isError || node.isMissing) && { b: true }),
  x: node.children.map((child, i) => shape(child, node.fieldNameForChild(i))),
});

const trees = files => Object.fromEntries(Object.entries(files).map(([path, text]) => [path, shape(parser.parse(readable(path, text)).rootNode)]));
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(trees)));
