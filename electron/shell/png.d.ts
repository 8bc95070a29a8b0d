/// <reference types="vite/types/importMeta.d.ts" />

declare module '*.png?inline' {
  /** A data URL. */
  const url: string
  export default url
}
