import './no-eval.ts'
import './shell/tokens.css'
import 'dayjs/locale/zh-cn'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { watchForPeople } from './api/attended.ts'
import { client } from './api/client.ts'
import { router } from './router.tsx'
import { Dress } from './shell/dress.tsx'
import { applyMode } from './shell/theme.ts'

dayjs.locale('zh-cn')
applyMode()
watchForPeople(window)

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Dress>
        <RouterProvider router={router} />
      </Dress>
    </QueryClientProvider>
  </StrictMode>,
)
