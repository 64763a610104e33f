namespace ContainerTools.Engine;

/// <summary>Something that has been found and is about to be acted on, on its own engine.</summary>
/// <param name="Engine">The engine that it is on.</param>
/// <param name="Endpoint">That engine as the user named it.</param>
/// <param name="Id">Its id; empty for what is only known by name yet.</param>
/// <param name="Name">What a person calls it.</param>
internal abstract record EngineTarget(EngineConnection Engine, EngineEndpoint Endpoint, string Id, string Name)
{
    private const int ShortLength = 12;

    /// <summary>How it is called in questions and messages.</summary>
    public string Caption => Name == ShortId || Id.Length == 0 ? Name : $"{Name} ({ShortId})";

    /// <summary>The record for a call about it that failed.</summary>
    public abstract ErrorRecord Failure(Exception failure);

    /// <summary>Whether an object named it and a failure says that it is not there any more.</summary>
    public abstract bool HasGone(Exception failure);

    private string ShortId
    {
        get
        {
            var digits = Id[(Id.IndexOf(':', StringComparison.Ordinal) + 1)..];
            return digits.Length > ShortLength ? digits[..ShortLength] : digits;
        }
    }
}
