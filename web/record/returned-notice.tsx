import { Button } from 'antd'
import { RETURN_REASONS } from '#kernel/dictionaries.ts'
import type { Module } from '#kernel/module.ts'
import { outcomeLabel } from '#kernel/workflow.ts'
import { useNames } from '#web/api/names.ts'
import type { ReturnedAnswer } from '#web/api/types.ts'
import { momentText } from '../city-time.ts'
import { Notice } from './notice.tsx'
import { goTo } from './place-id.ts'

/** Who sent it back, when, why, and the fields it is about. In a form these lead to their places. */
export function ReturnedNotice({ module, returned, linked = false }: { module: Module; returned: ReturnedAnswer; linked?: boolean }) {
  const names = useNames()
  const outcome = outcomeLabel(module, returned.code)
  const kind = outcome ?? names.at(returned.at).term(RETURN_REASONS, returned.code)
  const pins = returned.pins.map((pin) => ({ pin, label: module.fields[pin.split('.')[0]!]?.label ?? pin }))
  return (
    <Notice
      tone="problem"
      title={`“${returned.stepLabel}”环节${outcome ? '' : '驳回'}：${kind !== returned.code ? kind : '请修改后重新提交'}`}
    >
      <p style={{ whiteSpace: 'pre-wrap' }}>{returned.words}</p>
      {pins.length > 0 && (
        <p>
          {returned.only ? '只允许修改：' : '涉及：'}
          {pins.map(({ pin, label }) =>
            linked ? (
              <Button key={pin} type="link" size="small" onClick={() => goTo(pin)}>
                {label}
              </Button>
            ) : (
              <span key={pin}>《{label}》</span>
            ),
          )}
        </p>
      )}
      <p>
        <small>
          {returned.byName}　{momentText(returned.at)}
        </small>
      </p>
    </Notice>
  )
}
