using ContainerTools.Engine;
using ContainerTools.Engine.Registries;

namespace ContainerTools.Commands;

/// <summary>What pulls and pushes have in common: which name they mean, and what they tell on the way.</summary>
internal sealed class ImageTransfer
{
    private const string Warning = "WARNING: ";

    private readonly Action<Emission> tell;
    private readonly ProgressReport progress;

    /// <param name="activity">What is being done, in words.</param>
    /// <param name="tell">Takes progress, verbose text and warnings.</param>
    public ImageTransfer(string activity, Action<Emission> tell)
    {
        this.tell = tell;
        progress = new ProgressReport(activity, record => tell(new Emission.Progress(record)));
    }


    /// <summary>The tags that the engine said it takes.</summary>
    public List<string> Tags { get; } = [];

    /// <summary>The name of what is transferred: with its tag, or for all tags of a repository without one.</summary>
    /// <exception cref="FormatException">It has none.</exception>
    public static ImageReference NameOf(ImageTarget target, bool allTags)
    {
        var name = ImageReference.Parse(target.Name);
        return allTags ? ImageReference.Parse(name.FamiliarName) : name.WithDefaultTag();
    }

    /// <summary>Why a reference has no name that can be transferred; <see langword="null"/> where it has one.</summary>
    /// <param name="doing">"pulled" or "pushed".</param>
    public static ErrorRecord? Refuse(ImageTarget target, bool allTags, string doing)
    {
        var reference = target.Reference;
        // The beginning of an id looks like a name.
        var isPrefix = !reference.IsPattern && target.Known is { } known && known.Id[(known.Id.IndexOf(':', StringComparison.Ordinal) + 1)..].StartsWith(target.Name, StringComparison.Ordinal);
        if (reference.IsUnnamed || isPrefix || ContainerImageReference.IsId(target.Name))
        {
            return Errors.InvalidArgument("ImageIdCannotBeTransferred", reference.Text, $"'{reference.Text}' is an id, which no registry knows: an image is {doing} by its name. Add-ContainerImageTag gives it one.");
        }
        if (!ImageReference.TryParse(target.Name, out var name))
        {
            return Errors.InvalidArgument("ImageReferenceInvalid", reference.Text, $"'{reference.Text}' is a pattern, and what a registry has is not known here: an image is {doing} by its name.");
        }
        return allTags && !reference.IsObject && (name.Tag ?? name.Digest) is { } tag
            ? Errors.InvalidArgument("TagWithAllTags", reference.Text, $"'{reference.Text}' names '{tag}', and -AllTags means every tag of the repository. Leave out one of them.")
            : null;
    }

    /// <summary>The credentials that a user gave with the cmdlet, which go before those that are kept.</summary>
    public static RegistryCredential? Given(PSCredential? credential, ImageReference image) =>
        credential is null ? null : RegistryCredential.Of(RegistryHost.Of(image.Domain), credential);

    /// <summary>Takes a message of the engine.</summary>
    public void Read(JsonElement message)
    {
        progress.Message(message);
        var aux = message.Child("aux");
        if (aux.Flag("manifestPushedInsteadOfIndex") == true) Warn("Only the image for one platform was pushed: the engine does not have the content of the others.");
        if (aux.Flag("contentMissing") == true) Warn("The index names images for platforms whose content the engine does not have.");
        if (message.TextOrNull("status") is not { } status) return;
        if (status.StartsWith("Pulling from", StringComparison.Ordinal) && message.TextOrNull("id") is { } tag) Tags.Add(tag);
        else if (status.StartsWith(Warning, StringComparison.Ordinal)) Warn(DisplayText.Printable(status[Warning.Length..]));
        else if (message.TextOrNull("id") is null) tell(new Emission.Verbose(DisplayText.Printable(status)));
    }

    public void Warn(string text)
    {
        tell(new Emission.Warning(text));
    }

    /// <summary>Takes the progress away.</summary>
    public void Complete() => progress.Complete();
}
