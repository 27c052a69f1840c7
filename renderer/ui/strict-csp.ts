// Keeps zod within the pages' CSP: no code made from strings. Import it before anything with a schema.
import { z } from 'zod';

z.config({ jitless: true });
