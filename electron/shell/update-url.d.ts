/** The address of updates, set at build time; empty for none. */
declare const CORRAL_UPDATE_URL: string
