import { themeColors } from '../../../app/theme.ts'
import type { MatrixPicture } from './draw-matrix.ts'
import { parseRgb, scaleOf } from './heat.ts'

/** The colours of the theme as the page shows it now, and the page's letters. */
export function matrixInk(): Pick<MatrixPicture, 'scale' | 'ink' | 'font'> {
  const colors = themeColors('panel', 'accent', 'ink-2', 'line-strong')
  return {
    scale: scaleOf(parseRgb(colors.panel), parseRgb(colors.accent), parseRgb(colors['line-strong'])),
    // On a light cell dark letters and the other way round, whichever of the two the theme's own is.
    ink: { index: colors['ink-2'], light: '#26221c', dark: '#ffffff' },
    font: getComputedStyle(document.body).fontFamily,
  }
}
