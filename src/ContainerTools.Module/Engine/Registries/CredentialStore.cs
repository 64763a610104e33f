using System.Text.Json.Nodes;

namespace ContainerTools.Engine.Registries;

/// <summary>
/// The credentials that docker's CLI uses too: those of the environment variable <c>DOCKER_AUTH_CONFIG</c>, else those of the
/// credential helper that the configuration names for the registry or for all of them, else those in the file.
/// </summary>
internal sealed class CredentialStore
{
    public const string EnvironmentVariable = "DOCKER_AUTH_CONFIG";

    private readonly Func<string, string?> environment;
    private readonly DockerConfiguration configuration;
    private readonly JsonElement environmentAuths;
    private readonly string? detected;

    private CredentialStore(Func<string, string?> environment)
    {
        this.environment = environment;
        configuration = DockerConfiguration.Read(environment);
        environmentAuths = ReadEnvironment(environment(EnvironmentVariable));
        detected = HasSettings ? null : Detect(environment);
    }

    /// <summary>Reads the settings as they are now.</summary>
    /// <exception cref="EngineException">They cannot be read.</exception>
    public static CredentialStore Read(Func<string, string?> environment) => new(environment);

    /// <summary>The credentials of a registry; <see langword="null"/> where there are none.</summary>
    /// <param name="host">The host with its port.</param>
    /// <exception cref="EngineException">There are some, and they cannot be had.</exception>
    public async Task<RegistryCredential?> FindAsync(string host, CancellationToken token)
    {
        if (RegistryCredentialFile.Find(environmentAuths, host, EnvironmentVariable) is { } given) return given;
        if (HelperOf(host) is not { } helper) return RegistryCredentialFile.Find(configuration.Auths, host, $"'{configuration.FilePath}'");
        // What the helper does not know is not in the file either, as it is the helper that is asked to keep it.
        return await new CredentialHelper(helper, environment).GetAsync(RegistryHost.KeyOf(host), token).ConfigureAwait(false) is { IsEmpty: false } kept ? kept : null;
    }

    /// <summary>All registries that there are credentials of, without any secret; the first of one registry is the one that is used.</summary>
    /// <param name="failed">Is told of what cannot be read; the rest is listed all the same.</param>
    public async Task<IReadOnlyList<ContainerRegistry>> ListAsync(Action<EngineException> failed, CancellationToken token)
    {
        var found = new List<ContainerRegistry>();
        foreach (var (name, credential) in RegistryCredentialFile.All(environmentAuths, EnvironmentVariable, failed)) Add(name, credential, ContainerRegistrySource.Environment);
        foreach (var (name, helper) in configuration.CredentialHelpers)
        {
            if (helper.Length > 0) await AddHelperAsync(helper, address => RegistryHost.Same(address, name)).ConfigureAwait(false);
        }
        if (DefaultHelper is { } store) await AddHelperAsync(store, address => HelperOf(RegistryHost.Of(address)) == store).ConfigureAwait(false);
        foreach (var (name, credential) in RegistryCredentialFile.All(configuration.Auths, $"'{configuration.FilePath}'", failed))
        {
            if (HelperOf(RegistryHost.Of(name)) is null) Add(name, credential, ContainerRegistrySource.ConfigurationFile);
        }
        return found;

        void Add(string address, RegistryCredential credential, ContainerRegistrySource source) => found.Add(new ContainerRegistry
        {
            Name = RegistryHost.Of(address),
            Address = address,
            UserName = credential.UserName,
            IsToken = !string.IsNullOrEmpty(credential.IdentityToken),
            Source = source,
        });

        async Task AddHelperAsync(string helper, Func<string, bool> isItsOwn)
        {
            try
            {
                foreach (var (address, userName) in await new CredentialHelper(helper, environment).ListAsync(token).ConfigureAwait(false))
                {
                    if (!isItsOwn(address)) continue;
                    var kept = RegistryCredential.OfHelper(address, userName, "kept by the helper");
                    found.Add(new ContainerRegistry
                    {
                        Name = RegistryHost.Of(address),
                        Address = address,
                        UserName = kept.UserName,
                        IsToken = kept.IdentityToken is not null,
                        Source = ContainerRegistrySource.CredentialHelper,
                        CredentialHelper = helper,
                    });
                }
            }
            catch (EngineException e)
            {
                failed(e);
            }
        }
    }

    /// <summary>Keeps credentials for the user: by the helper, if there is one, else in the file.</summary>
    /// <returns>The helper that keeps them, or <see langword="null"/> for the file.</returns>
    /// <exception cref="EngineException">They could not be kept.</exception>
    public async Task<string?> StoreAsync(RegistryCredential credential, CancellationToken token)
    {
        var helper = HelperOf(RegistryHost.Of(credential.Address));
        if (helper is not null) await new CredentialHelper(helper, environment).StoreAsync(credential, token).ConfigureAwait(false);
        DockerConfigurationFile.Edit(FilePath, settings =>
        {
            var before = settings.ToJsonString();
            if (detected is not null) settings["credsStore"] = detected;
            RegistryCredentialFile.Set(settings, credential.Address, helper is null ? credential : null);
            return settings.ToJsonString() != before;
        });
        return helper;
    }

    /// <summary>Forgets the credentials of a registry. Those of the environment variable stay.</summary>
    /// <returns>Whether there were any.</returns>
    /// <exception cref="EngineException">They could not be removed.</exception>
    public async Task<bool> EraseAsync(string host, CancellationToken token)
    {
        var known = false;
        if (HelperOf(host) is { } helper)
        {
            var keeper = new CredentialHelper(helper, environment);
            foreach (var address in (await keeper.ListAsync(token).ConfigureAwait(false)).Keys.Where(address => RegistryHost.Same(address, host)))
            {
                await keeper.EraseAsync(address, token).ConfigureAwait(false);
                known = true;
            }
        }
        DockerConfigurationFile.Edit(FilePath, settings => RegistryCredentialFile.Remove(settings, host) && (known = true));
        return known;
    }

    /// <summary>The configuration file, whether it is there or not.</summary>
    public string FilePath => configuration.FilePath;

    /// <summary>Whether the environment variable has credentials of a registry, which win over all that is stored.</summary>
    public bool IsInEnvironment(string host) => environmentAuths.Properties().Any(entry => RegistryHost.Same(entry.Name, host));

    private bool HasSettings => configuration.CredentialsStore is not null || configuration.CredentialHelpers.Count > 0 || configuration.Auths.Properties().Any();

    private string? DefaultHelper => configuration.CredentialsStore ?? detected;

    private string? HelperOf(string host) =>
        configuration.CredentialHelpers.TryGetValue(RegistryHost.KeyOf(host), out var helper) ? helper.Length > 0 ? helper : null : DefaultHelper;

    /// <summary>The helper of the platform, where it is installed: what docker would use for the first login of a user.</summary>
    private static string? Detect(Func<string, string?> environment)
    {
        var helper = OperatingSystem.IsWindows() ? "wincred"
            : OperatingSystem.IsMacOS() ? "osxkeychain"
            : ProgramPath.Find("pass", environment) is not null ? "pass"
            : "secretservice";
        return ProgramPath.Find(CredentialHelper.Prefix + helper, environment) is null ? null : helper;
    }

    private static JsonElement ReadEnvironment(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return default;
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.Child("auths") is { ValueKind: JsonValueKind.Object } auths) return auths.Clone();
        }
        catch (JsonException)
        {
            // Said below, without what the parser quotes: the variable holds secrets.
        }
        throw new EngineException("RegistryCredentialsInvalid", ErrorCategory.InvalidData, EnvironmentVariable,
            $"The environment variable {EnvironmentVariable} is not JSON of the form {{\"auths\":{{\"host\":{{\"auth\":\"…\"}}}}}}. Correct it, or unset it.");
    }
}
