/// Statements in a block that ends, when something stops them, with a sentence that says that nothing was changed.
///
/// What a script does itself and what the database refuses in the midst of it (a serialisation failure, a lock timeout,
/// a constraint, a trigger) is one to the admin: the message says what, and that it changed nothing; the hint, what to
/// do. Details are left out, because they hold rows.
enum OrNothing {
    /// - Parameter body: Statements of PL/pgSQL, each closed by a semicolon.
    static func block(_ body: String) -> String {
        """
        BEGIN
        \(body)
        EXCEPTION WHEN query_canceled OR assert_failure OR OTHERS THEN
            RAISE EXCEPTION USING ERRCODE = SQLSTATE,
                MESSAGE = CASE WHEN SQLERRM LIKE '%nothing was changed' THEN SQLERRM
                    ELSE SQLERRM || '; nothing was changed' END,
                HINT = CASE
                    WHEN left(SQLSTATE, 2) = '40' OR SQLSTATE = '55P03'
                        THEN 'Others were at work on the same rows: run this script again.'
                    WHEN SQLSTATE = '57014'
                        THEN 'Run this script again; -v statement_timeout=1h gives each statement more time.'
                    ELSE 'What stopped it has to be put right first; then run this script again.' END;
        END
        """
    }

    /// A statement that is run by itself.
    static func statement(_ body: String) -> String {
        "DO \(SQLText.dollarQuoted(block(body)));"
    }
}
