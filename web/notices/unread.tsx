import styles from './unread.module.css'

/** Before the title of a notice that this person has not opened. */
export const Unread = () => <span className={styles.unread}>未读</span>
