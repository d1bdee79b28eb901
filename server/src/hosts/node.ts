import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../server/serve.ts';
import { machineFiles } from './machine-files.ts';

const connection = createConnection(ProposedFeatures.all);
serve(connection, machineFiles(connection));
