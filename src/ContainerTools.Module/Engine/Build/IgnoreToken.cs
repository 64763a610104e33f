using System.Text;

namespace ContainerTools.Engine.Build;

/// <summary>What one place of an ignore pattern matches.</summary>
internal enum IgnoreTokenKind
{
    /// <summary>This character.</summary>
    Character,

    /// <summary><c>?</c>: one character other than a slash.</summary>
    AnyInFolder,

    /// <summary><c>*</c>: any number of characters other than a slash.</summary>
    ManyInFolder,

    /// <summary><c>[a-z]</c>: one character of a set.</summary>
    Set,

    /// <summary><c>**</c> before more: nothing, or any number of folders with the slash after them. A <see cref="WithinFolders"/> follows.</summary>
    Folders,

    /// <summary>The place within those folders.</summary>
    WithinFolders,

    /// <summary><c>**</c> at the end, and a leading <c>**</c> before plain text: any characters.</summary>
    Everything,
}

/// <summary>One place of an ignore pattern.</summary>
internal readonly record struct IgnoreToken(IgnoreTokenKind Kind, Rune Character = default, IgnoreSet? Set = null);
