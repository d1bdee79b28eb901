import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../server/serve.ts';

serve(createConnection(ProposedFeatures.all));
