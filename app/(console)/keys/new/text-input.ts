/** What binds a text field to its form's state. */
export type TextInput = {
  name: string;
  value: string;
  error: string[] | undefined;
  onBlur: () => void;
  onChange: (event: { target: { value: string } }) => void;
};
