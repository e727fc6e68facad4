import { getRouteApi } from '@tanstack/react-router'
import { RecordPage } from '#web/record/record-page.tsx'
import { useModule } from '../module-of.ts'

const route = getRouteApi('/shell/m/$area/$business/$id')

/** The page is built anew for another record: nothing typed on one may show on the next. */
export function RecordPlace() {
  const { area, business, id } = route.useParams()
  return <RecordPage key={id} module={useModule(`${area}/${business}`)} id={id} />
}
