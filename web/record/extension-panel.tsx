import { Button, Space } from 'antd'
import type { RecordAnswer } from '#web/api/types.ts'
import { momentText } from '#web/city-time.ts'
import { Notice } from './notice.tsx'
import type { Acting } from './use-act.ts'

/** More time asked for: what is asked, and the answer of whoever decides. */
export function ExtensionPanel({ record, acting }: { record: RecordAnswer; acting: Acting }) {
  const { until, words, byName, orgName, at } = record.extension!
  const decides = record.abilities.some((ability) => ability.verb === 'grant' && !ability.refused)
  return (
    <Notice
      tone="info"
      title={`${orgName}申请延期至 ${until}`}
      action={
        decides && (
          <Space>
            <Button
              size="small"
              loading={acting.busy === 'deny'}
              onClick={() => void acting.act({ verb: 'deny' }, () => '已答复：不予延期')}
            >
              不予延期
            </Button>
            <Button
              size="small"
              type="primary"
              loading={acting.busy === 'grant'}
              onClick={() => void acting.act({ verb: 'grant' }, () => `已同意延期至 ${until}`)}
            >
              同意延期
            </Button>
          </Space>
        )
      }
    >
      {words}（{byName}，{momentText(at)}）
    </Notice>
  )
}
