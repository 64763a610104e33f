namespace ContainerTools;

/// <content>Errors about terminals.</content>
internal static partial class Errors
{
    /// <summary>Something that needs a person at a terminal runs without one.</summary>
    /// <param name="instead">What does without.</param>
    public static ErrorRecord NoTerminal(string what, string instead) => Record("NoTerminal", ErrorCategory.ResourceUnavailable, null,
        $"{what} needs a terminal, and there is none here: this session's input or output goes elsewhere, or it is a job. {instead}", null);

    public static ErrorRecord DetachKeysInvalid(string keys, string source, FormatException reason) => Record("DetachKeysInvalid", ErrorCategory.InvalidArgument, keys,
        $"{source} is '{keys}'. {reason.Message}", reason);
}
