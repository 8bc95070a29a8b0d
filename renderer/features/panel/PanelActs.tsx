import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { QuickView } from '#shared/domain/quick-view.ts'
import { useClient } from '../../app/core.tsx'
import { problemOf } from '../../host/index.ts'
import { Button, ProblemView } from '../../ui/index.ts'

export function PanelActs({ view }: { view: QuickView }) {
  const { t } = useTranslation()
  const client = useClient()
  const holding = view.hosts.filter(({ models }) => models.length > 0)
  const open = useMutation({ mutationFn: () => client.desktop.open({}) })
  const unloadAll = useMutation({
    mutationFn: () => Promise.all(holding.map(({ host }) => client.running.unloadAll({ hostId: host.id }))),
  })
  return (
    <>
      {unloadAll.error ? <ProblemView problem={problemOf(unloadAll.error)} size="line" /> : null}
      <div className="flex gap-6">
        <Button className="flex-1" onClick={() => open.mutate()}>
          {t('desktop.open')}
        </Button>
        <Button disabled={holding.length === 0} busy={unloadAll.isPending} onClick={() => unloadAll.mutate()}>
          {t('desktop.unloadAll')}
        </Button>
      </div>
    </>
  )
}
