import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../server/serve.ts';
import { machineFiles } from './machine-files.ts';
import { answerMeasure } from './measure-request.ts';

const connection = createConnection(ProposedFeatures.all);
answerMeasure(connection);
serve(connection, machineFiles(connection));
