using System.Diagnostics;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Tells whether engines can be worked with, and if not, why.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ContainerHost")]
[OutputType(typeof(ContainerHostTest), typeof(bool))]
public sealed class TestContainerHostCommand : EngineQueryCommand
{
    /// <summary>Answers with true or false only.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var all = EngineEndpoints;
        Pump(async (emitter, token) =>
        {
            var tests = all.Select(endpoint => TestAsync(endpoint, token)).ToList();
            foreach (var test in tests)
            {
                var result = await test.ConfigureAwait(false);
                await emitter.SendAsync(new Emission.Output(Quiet ? result.Reachable : result)).ConfigureAwait(false);
            }
        });
    }

    private async Task<ContainerHostTest> TestAsync(EngineEndpoint endpoint, CancellationToken token)
    {
        try
        {
            var connection = EngineConnection.For(endpoint);
            var timeout = TimeSpan.FromSeconds(ConnectTimeoutSeconds);
            // Asked anew, whatever was agreed before: the engine may have gone since. The second question finds a connection open.
            await connection.AskVersionAsync(endpoint, timeout, token).ConfigureAwait(false);
            var clock = Stopwatch.StartNew();
            var version = await connection.AskVersionAsync(endpoint, timeout, token).ConfigureAwait(false);
            return new ContainerHostTest
            {
                Context = endpoint.Context,
                EngineHost = endpoint.HostText,
                Source = endpoint.Source,
                Reachable = true,
                Latency = clock.Elapsed,
                ApiVersion = version.Api,
                OSType = version.OSType,
            };
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            var error = Errors.From(e, endpoint, Errors.Subject.Engine, null);
            return new ContainerHostTest
            {
                Context = endpoint.Context,
                EngineHost = endpoint.HostText,
                Source = endpoint.Source,
                Error = error.Exception.Message,
                ErrorId = error.FullyQualifiedErrorId,
            };
        }
    }
}
