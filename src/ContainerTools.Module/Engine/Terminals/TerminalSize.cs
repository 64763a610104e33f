namespace ContainerTools.Engine.Terminals;

/// <summary>How many characters a terminal's window has room for.</summary>
internal readonly record struct TerminalSize(int Columns, int Rows);
