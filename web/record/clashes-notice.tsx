import { Alert } from 'antd'
import type { Module } from '#kernel/module.ts'
import { useNames } from '#web/api/names.ts'
import { DifferenceView } from './difference-view.tsx'
import type { Clash } from './merge.ts'

/** Fields that were changed here and elsewhere: what is kept is what was typed here. */
export function ClashesNotice({ module, clashes }: { module: Module; clashes: readonly Clash[] }) {
  const names = useNames()
  return (
    <Alert
      type="warning"
      showIcon
      title="以下内容您和他人都作了修改，现保留您的填写，请核对"
      description={clashes.map(({ field: key, mine, theirs }) => {
        const field = module.fields[key]!
        return <DifferenceView key={key} field={field} before={theirs} after={mine} names={names} labels={['他人的填写', '您的填写']} />
      })}
    />
  )
}
