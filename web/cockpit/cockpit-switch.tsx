import { FundProjectionScreenOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Segmented } from 'antd'
import type { ReportId } from '../reports/queries.ts'
import { ButtonLink } from '../shell/button-link.tsx'
import { usePhone } from '../shell/use-phone.ts'

/** From one cockpit to the other, and onto a wall; a phone is none. */
export function CockpitSwitch({ report }: { report: ReportId }) {
  const navigate = useNavigate()
  const phone = usePhone()
  return (
    <>
      <Segmented<ReportId>
        aria-label="驾驶舱"
        value={report}
        onChange={(to) => void navigate({ to: to === 'district' ? '/cockpit' : '/cockpit/projects' })}
        options={[
          { value: 'district', label: '区县' },
          { value: 'project', label: '重大改革项目' },
        ]}
      />
      {!phone && (
        <ButtonLink to={report === 'district' ? '/wall/district' : '/wall/projects'} icon={<FundProjectionScreenOutlined aria-hidden />}>
          投屏
        </ButtonLink>
      )}
    </>
  )
}
