import { createLink } from '@tanstack/react-router'
import { Button, type ButtonProps } from 'antd'

/** A link that looks like a button: it can be opened in another tab. The router keeps `type` for itself, hence `look`. */
export const ButtonLink = createLink(
  ({ look = 'default', ...props }: Omit<ButtonProps, 'type'> & { look?: 'default' | 'primary' | 'text' }) => (
    <Button type={look} {...props} />
  ),
)
