namespace ContainerTools.Engine.Contexts;

/// <summary>What docker allows as the name of a context.</summary>
internal static class ContextName
{
    /// <exception cref="EngineException">It is reserved, or no name of a context.</exception>
    public static void Check(string name)
    {
        if (name == EndpointChoice.DefaultContext) throw Reserved(name);
        if (name.Length >= 2 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '+' or '-')) return;
        throw new EngineException("ContextNameInvalid", ErrorCategory.InvalidArgument, name,
            $"'{name}' cannot be the name of a context. It begins with a letter or digit of ASCII, at least one more follows, and '_', '.', '+' and '-' are allowed among those.");
    }

    public static EngineException Reserved(string name) => new("ContextReserved", ErrorCategory.InvalidOperation, name,
        $"The context '{name}' is not in docker's store: it stands for what DOCKER_HOST says, else the default of this platform. It cannot be made, changed or removed.");
}
