import { Segmented } from 'antd'

export type View = 'picture' | 'table'

/** 图 or 表: every picture has its table. */
export function PictureSwitch({ of, value, onChange }: { of: string; value: View; onChange: (view: View) => void }) {
  return (
    <Segmented<View>
      size="small"
      aria-label={`${of}：图或表`}
      value={value}
      onChange={onChange}
      options={[
        { value: 'picture', label: '图' },
        { value: 'table', label: '表' },
      ]}
    />
  )
}
