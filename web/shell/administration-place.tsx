import { getRouteApi } from '@tanstack/react-router'
import { pagesFor } from '#web/administration/routes.tsx'
import { Suspense } from 'react'
import { useMe } from '../api/me.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { Opening } from './opening.tsx'

const route = getRouteApi('/shell/administration/$page')

/** What a person's roles do not open is as absent as what does not exist. */
export function AdministrationPlace() {
  const { page } = route.useParams()
  const me = useMe()
  const found = pagesFor(me.posts).find((entry) => entry.path === page)
  if (!found) return <NotFoundPage />
  return (
    <Suspense fallback={<Opening />}>
      <found.Page />
    </Suspense>
  )
}
