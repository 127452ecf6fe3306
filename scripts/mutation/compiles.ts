import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../commands.ts';
import { mutated, type Mutant } from './mutant.ts';

// What these put in is complete in itself; of other mutants the types were taken off before they were made.
const LITERAL = new Set(['StringLiteral', 'BooleanLiteral', 'ObjectLiteral', 'ArrayDeclaration', 'TableEntry', 'OneMore']);

function projectOf(file: string): ts.ParsedCommandLine {
  const project = ts.getParsedCommandLineOfConfigFile(join(root, file), {}, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
  });
  if (!project) throw new Error(`No ${file}`);
  return project;
}

/** Says of mutants that lived on whether the compiler would have let them in: one that it refuses can reach nobody. */
export function compiler(sources: ReadonlyMap<string, string>): (mutant: Mutant) => boolean {
  const { fileNames, options } = projectOf('tsconfig.build.json');
  const texts = new Map([...sources].map(([file, text]) => [join(root, file), { text, version: 0 }]));
  const service = ts.createLanguageService({
    getScriptFileNames: () => fileNames,
    getScriptVersion: (file) => String(texts.get(file)?.version ?? 0),
    getScriptSnapshot: (file) => {
      const text = texts.get(file)?.text ?? ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  const isRefused = (file: string): boolean =>
    [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)].length > 0;
  const write = (file: string, text: string): void => {
    texts.set(file, { text, version: (texts.get(file)?.version ?? 0) + 1 });
  };

  return (mutant) => {
    if (!LITERAL.has(mutant.mutator)) return true;
    const file = join(root, mutant.file);
    const source = sources.get(mutant.file) ?? '';
    write(file, mutated(source, mutant));
    const refused = isRefused(file) || fileNames.some(isRefused);
    write(file, source);
    return !refused;
  };
}
