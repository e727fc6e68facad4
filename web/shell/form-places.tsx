import { getRouteApi } from '@tanstack/react-router'
import { FormPage } from '#web/record/form-page.tsx'
import { useModule } from '../module-of.ts'

const edit = getRouteApi('/shell/m/$area/$business/$id/edit')
const fresh = getRouteApi('/shell/m/$area/$business/new')

/** Each is built anew for another record: nothing typed for one may show on the next. */
export function EditRecordPlace() {
  const { area, business, id } = edit.useParams()
  return <FormPage key={id} module={useModule(`${area}/${business}`)} id={id} />
}

export function NewRecordPlace() {
  const { area, business } = fresh.useParams()
  return <FormPage key={`${area}/${business}`} module={useModule(`${area}/${business}`)} />
}
