/** Where this build looks for newer ones, as it was told when it was made; empty for none. */
declare const CORRAL_UPDATE_URL: string
