import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../server/serve.ts';
import { readBundle } from './bundles.ts';
import { machineFiles } from './machine-files.ts';
import { measure } from './measure.ts';

const connection = createConnection(ProposedFeatures.all);
serve(connection, machineFiles(connection), (language) => readBundle('server', language), measure);
