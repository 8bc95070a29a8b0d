import type { TFunction } from 'i18next'
import { notify } from '../../../ui/index.ts'
import { cancelLayout } from '../run/layouts.ts'
import { clearQuery, useQueryText } from '../run/query.ts'
import { addRuns, dropVectors, isOpen, useResults } from '../run/results.ts'
import { cancelRun } from '../run/run.ts'
import { useSetup } from '../setup/store.ts'
import { useTexts } from '../texts/store.ts'
import { useView } from '../view.ts'

/** Forgets texts, settings and runs, here and on disk. The vectors are kept as long as it can be undone. */
export function clearPlayground(t: TFunction): void {
  const texts = useTexts.getState()
  const setup = useSetup.getState()
  const view = useView.getState()
  const { runs, shownId, besideId } = useResults.getState()
  const { text } = useQueryText.getState()
  cancelRun()
  clearQuery()
  for (const { id } of runs) cancelLayout(id)
  useTexts.setState(useTexts.getInitialState())
  useSetup.setState(useSetup.getInitialState())
  useView.setState(useView.getInitialState())
  useResults.setState(useResults.getInitialState())
  notify({
    title: t('playground.cleared'),
    action: {
      label: t('playground.undo'),
      onSelect() {
        useTexts.setState(texts)
        useSetup.setState(setup)
        useView.setState(view)
        useQueryText.setState({ text })
        addRuns(runs.map((run) => (isOpen(run) ? run : { ...run, isOpening: false })))
        useResults.setState({ shownId, besideId })
      },
      onPassed() {
        for (const { id } of runs) dropVectors(id)
      },
    },
  })
}
