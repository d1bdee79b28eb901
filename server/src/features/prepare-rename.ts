import { PrepareRenameRequest, type PrepareRenameResult } from 'vscode-languageserver-protocol';
import { feature } from './feature.ts';
import { variableAt } from './variables.ts';

/** What of the text a rename would put another name for: the name of a variable. */
export default feature(
  PrepareRenameRequest.type,
  {},
  (world, { textDocument, position }): PrepareRenameResult | null => {
    const open = world.open(textDocument.uri);
    const variable = open && variableAt(open.document, position);
    if (!variable) return null;
    const { start, end } = variable.at;
    return { range: { start, end }, placeholder: variable.name };
  },
);
