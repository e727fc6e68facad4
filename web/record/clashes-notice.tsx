import type { Module } from '#kernel/module.ts'
import { useNames } from '#web/api/names.ts'
import { DifferenceView } from './difference-view.tsx'
import type { Clash } from './merge.ts'
import { Notice } from './notice.tsx'

/** Fields that were changed here and elsewhere: what is kept is what was typed here. */
export function ClashesNotice({ module, clashes, onClose }: { module: Module; clashes: readonly Clash[]; onClose: () => void }) {
  const names = useNames()
  return (
    <Notice tone="warn" title="以下内容您和他人都作了修改，现保留您的填写，请核对" onClose={onClose}>
      {clashes.map(({ field: key, mine, theirs }) => (
        <DifferenceView
          key={key}
          field={module.fields[key]!}
          before={theirs}
          after={mine}
          names={names}
          labels={['他人的填写', '您的填写']}
        />
      ))}
    </Notice>
  )
}
