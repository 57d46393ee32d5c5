import { config } from 'zod';

// Zod would otherwise try to compile its parsers, which the content security policy forbids and reports.
config({ jitless: true });
