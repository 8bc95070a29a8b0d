import { themeColors } from '../../../app/theme.ts'
import type { MapPicture } from './draw-map.ts'
import { seriesNames } from './shapes.ts'

/** The colours of the theme as the page shows it now, and the page's letters. */
export function mapInk(): Pick<MapPicture, 'colors' | 'font'> {
  return {
    colors: themeColors('accent', 'panel', 'ink-2', ...seriesNames),
    font: getComputedStyle(document.body).fontFamily,
  }
}
