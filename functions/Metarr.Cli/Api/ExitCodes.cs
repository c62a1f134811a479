namespace Metarr.Cli.Api;

/// <summary>What the commands over the API tell scripts.</summary>
internal static class ExitCodes
{
    /// <summary>All is well.</summary>
    public const int Done = 0;

    /// <summary>The app did what it was asked to, and something of it failed, was stopped, or is missing.</summary>
    public const int NotAllWell = 1;

    /// <summary>The command could not be carried out: wrong arguments, no app at the address, or the app refused or could not start.</summary>
    public const int NotDone = 2;

    /// <summary>Someone pressed Ctrl-C while the command only watched; what it watched goes on. Shells use this number for it.</summary>
    public const int Interrupted = 130;

    /// <summary>What help says of them, a line each.</summary>
    public static readonly IReadOnlyList<string> Help =
    [
        "0    All is well.",
        "1    Something failed, was stopped early, or is missing.",
        "2    The command could not be carried out: wrong arguments, no app at the address, or the app refused or could not start.",
        "130  Ctrl-C ended the watching; what was watched goes on.",
    ];
}
