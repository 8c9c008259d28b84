import { parseConfiguration } from '../../lib/adapters/configuration-file.ts';
