import { config } from 'zod'

// The content security policy forbids making code from text, which zod would try in order to be faster.
config({ jitless: true })
