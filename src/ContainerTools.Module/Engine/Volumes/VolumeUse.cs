namespace ContainerTools.Engine;

/// <summary>Who uses a volume, in words.</summary>
internal static class VolumeUse
{
    /// <summary>The refusal of a volume that containers use.</summary>
    /// <param name="users">Those that stand in the way.</param>
    /// <param name="advice">What to do about it.</param>
    public static EngineException Refusal(VolumeTarget volume, IEnumerable<ContainerVolumeUser> users, string advice, Exception? cause = null) => new(
        "VolumeInUse", ErrorCategory.InvalidOperation, null,
        $"The volume '{volume.Name}' is in use by {string.Join(", ", users.Select(user => $"{user.Name} ({user.State.ToString().ToLowerInvariant()})").Distinct())}. {advice}", cause);
}
