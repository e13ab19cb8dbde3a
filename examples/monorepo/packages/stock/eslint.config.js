import { shared } from '@example/eslint-config';

export default shared(import.meta.dirname);
