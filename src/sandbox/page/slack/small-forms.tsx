import { Button, Group, Modal, Select, Stack, Switch, TextInput } from '@mantine/core';
import { type SubmitEvent, useEffect, useState } from 'react';
import type { Person } from '../../control/contract.ts';

interface Common {
  readonly opened: boolean;
  readonly title: string;
  readonly action: string;
  readonly onClose: () => void;
}

/** Runs the deed and closes when it went through; what was typed stays where it didn't. */
function useSubmit(onClose: () => void, deed: () => Promise<boolean>) {
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const done = await deed();
    setBusy(false);
    if (done) onClose();
  };
  return { busy, submit };
}

export function FormEnd({ action, busy, onClose }: { readonly action: string; readonly busy: boolean; readonly onClose: () => void }) {
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        Cancel
      </Button>
      <Button type="submit" loading={busy}>
        {action}
      </Button>
    </Group>
  );
}

interface NameProps extends Common {
  readonly label: string;
  readonly initial?: string;
  /** Offers to make it private. */
  readonly withPrivate?: boolean;
  readonly onDone: (name: string, isPrivate: boolean) => Promise<boolean>;
}

/** A name, and for channels whether it is private. */
export function NameForm({ opened, title, label, action, initial = '', withPrivate = false, onClose, onDone }: NameProps) {
  const [name, setName] = useState(initial);
  const [isPrivate, setPrivate] = useState(false);
  useEffect(() => {
    if (opened) setName(initial);
  }, [opened, initial]);
  const { busy, submit } = useSubmit(onClose, () => onDone(name.trim(), isPrivate));
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput label={label} value={name} onChange={(event) => setName(event.currentTarget.value)} required data-autofocus />
          {withPrivate && (
            <Switch
              label="Private"
              description="Entered by invitation; the app too has to be brought in."
              checked={isPrivate}
              onChange={(event) => setPrivate(event.currentTarget.checked)}
            />
          )}
          <FormEnd action={action} busy={busy} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}

interface PickProps extends Common {
  readonly people: readonly Person[];
  readonly onDone: (user: string) => Promise<boolean>;
}

/** One person out of some. */
export function PickPerson({ opened, title, action, people, onClose, onDone }: PickProps) {
  const [user, setUser] = useState<string | null>(null);
  const { busy, submit } = useSubmit(onClose, () => (user === null ? Promise.resolve(false) : onDone(user)));
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Select
            label="Person or app"
            searchable
            required
            data={people.map((one) => ({ value: one.id, label: one.realName }))}
            value={user}
            onChange={setUser}
          />
          <FormEnd action={action} busy={busy} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}

interface PersonProps extends Common {
  readonly initial: { readonly realName: string; readonly email: string; readonly title: string };
  /** Offers to make the new one a guest. */
  readonly withGuest?: boolean;
  readonly onDone: (fields: { realName: string; email: string; title: string; guest: Person['guest'] }) => Promise<boolean>;
}

/** A member's profile, or an invitation. */
export function PersonForm({ opened, title, action, initial, withGuest = false, onClose, onDone }: PersonProps) {
  const [fields, setFields] = useState(initial);
  const [guest, setGuest] = useState<Person['guest']>('none');
  useEffect(() => {
    if (opened) setFields(initial);
  }, [opened, initial]);
  const { busy, submit } = useSubmit(onClose, () => onDone({ ...fields, guest }));
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            label="Name"
            required
            value={fields.realName}
            onChange={(event) => setFields({ ...fields, realName: event.currentTarget.value })}
            data-autofocus
          />
          <TextInput
            label="Email"
            type="email"
            required
            value={fields.email}
            onChange={(event) => setFields({ ...fields, email: event.currentTarget.value })}
          />
          <TextInput label="Title" value={fields.title} onChange={(event) => setFields({ ...fields, title: event.currentTarget.value })} />
          {withGuest && (
            <Select
              label="As"
              allowDeselect={false}
              data={[
                { value: 'none', label: 'Full member' },
                { value: 'multi', label: 'Guest' },
                { value: 'single', label: 'Guest of one channel' },
              ]}
              value={guest}
              onChange={(value) => setGuest((value ?? 'none') as Person['guest'])}
            />
          )}
          <FormEnd action={action} busy={busy} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
