import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../server/serve.ts';
import { readBundle } from './bundles.ts';
import { machineFiles } from './machine-files.ts';
import { answerMeasure } from './measure-request.ts';

const connection = createConnection(ProposedFeatures.all);
answerMeasure(connection);
serve(connection, machineFiles(connection), (language) => readBundle('server', language));
