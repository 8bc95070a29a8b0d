/**
 * The shape a translation of `T` must have: the same keys with any words. English forms a singular
 * (`models_one`); Chinese has one form for every count (`models_other`), so the singular falls away.
 */
export type Translation<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Translation<T[K]>
}
